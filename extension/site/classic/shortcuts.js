/**
 * The keys that X's own page listens to, as its help on «?» has named them; some have changed their meaning over the
 * years (b, m, x), and a shortcut may be a sequence. No key of ours may be one, or begin one; within a sequence ours mean
 * nothing. Tests compare, and press each.
 * @type {readonly {keys: readonly string[], does: string}[]}
 */
export const SHORTCUTS = [
  { keys: ["?"], does: "help" },
  { keys: ["j"], does: "next post" },
  { keys: ["k"], does: "previous post, or play and pause" },
  { keys: [" "], does: "page down, or play and pause" },
  { keys: ["."], does: "load new posts" },
  { keys: ["g", "h"], does: "home" },
  { keys: ["g", "e"], does: "explore" },
  { keys: ["g", "n"], does: "notifications" },
  { keys: ["g", "r"], does: "mentions" },
  { keys: ["g", "p"], does: "own profile" },
  { keys: ["g", "f"], does: "drafts" },
  { keys: ["g", "t"], does: "scheduled posts" },
  { keys: ["g", "l"], does: "likes" },
  { keys: ["g", "i"], does: "lists" },
  { keys: ["g", "m"], does: "direct messages" },
  { keys: ["g", "s"], does: "settings" },
  { keys: ["g", "b"], does: "bookmarks" },
  { keys: ["g", "o"], does: "moments (formerly)" },
  { keys: ["g", "u"], does: "go to a user" },
  { keys: ["g", "d"], does: "display settings" },
  { keys: ["g", "g"], does: "Grok" },
  { keys: ["n"], does: "new post" },
  { keys: ["l"], does: "like" },
  { keys: ["r"], does: "reply" },
  { keys: ["t"], does: "repost" },
  { keys: ["s"], does: "share" },
  { keys: ["b"], does: "bookmark (formerly: block)" },
  { keys: ["u"], does: "mute the account" },
  { keys: ["x"], does: "block the account" },
  { keys: ["m"], does: "direct message, or mute a video" },
  { keys: ["i"], does: "open and close the messages" },
  { keys: ["o"], does: "enlarge a picture" },
  { keys: ["a", "d"], does: "go to the audio that plays" },
  { keys: ["a", " "], does: "play and pause the audio" },
  { keys: ["a", "m"], does: "mute the audio" },
  { keys: ["/"], does: "search" },
  { keys: ["Enter"], does: "open a post" },
  { keys: ["Control+Enter"], does: "send a post" },
  { keys: ["Escape"], does: "close what is open" },
];

/** What the sequences begin with. @type {readonly string[]} */
export const SEQUENCE_STARTS = [
  ...new Set(SHORTCUTS.filter(({ keys }) => keys.length > 1).map(({ keys }) => keys[0] ?? "")),
];
