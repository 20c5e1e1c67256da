export const en = {
  close: "Close",
  job: {
    cancel: "Cancel",
    cancelNamed: "Cancel: {{title}}",
    left: "about {{time}} left",
    waiting: "waiting for its turn",
    of: "{{done}} of {{total}}",
    state: { waiting: "waiting", running: "running", done: "done", failed: "failed", cancelled: "cancelled" },
  },
  problem: { retry: "Try again" },
  time: { none: "–" },
};
