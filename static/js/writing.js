// Writing in a thread. thread.js calls improve() once, with the section that holds the thread.

export const improve = (_thread) => {};
