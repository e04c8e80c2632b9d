// Tells every form of this browser that its log-in is renewed, and leaves.
new BroadcastChannel("peerlearn-login").postMessage("renewed");
window.close();
