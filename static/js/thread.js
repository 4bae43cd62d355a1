// Loads what improves a thread when its reader comes near: most readers of a post never
// do, and pay one small file.

const NEAR = "600px";
const thread = document.querySelector("#comments");

const improve = async () => {
  const modules = await Promise.all([
    import("./reading.js"),
    import("./writing.js"),
  ]);
  for (const { improve } of modules) improve(thread);
  const { me } = await import("./page.js");
  if (!(await me())?.moderates) return;
  const moderating = await import("./moderating.js");
  moderating.improve(thread);
};

if (location.hash.startsWith("#comment")) {
  improve();
} else {
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      improve();
    },
    { rootMargin: NEAR },
  );
  near.observe(thread);
}
