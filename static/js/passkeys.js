// Says in the page what allauth's script only tells the console.

const fault = document.getElementById("passkey-error");
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  fault.hidden = false;
});
