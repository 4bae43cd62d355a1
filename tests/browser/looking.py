"""What the tests ask a page in the browser."""

# How far the page can be scrolled sideways, in pixels.
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Run before anything else: what the policy forbids is in `complaints`.
COMPLAINTS = """
window.complaints = [];
document.addEventListener("securitypolicyviolation",
  (event) => complaints.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
