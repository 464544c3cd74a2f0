/**
 * The stand-in's own few words, in several languages, so that nothing may depend on any of them.
 * @typedef {{followers: string, following: string, verified: string, members: string, follow: string,
 *   followBack: string, unfollow: string, followsYou: string, tooltip: string, suggestions: string, theme: string,
 *   dark: string, light: string, dim: string, language: string, back: string, standIn: string}} Texts
 */

/** @type {Record<string, Texts>} */
export const TEXTS = {
  en: {
    followers: "Followers",
    following: "Following",
    verified: "Verified followers",
    members: "Members",
    follow: "Follow",
    followBack: "Follow back",
    unfollow: "Following",
    followsYou: "Follows you",
    tooltip: "Click to follow",
    suggestions: "Suggestions",
    theme: "Theme",
    dark: "Dark",
    light: "Light",
    dim: "Dim",
    language: "Language",
    back: "Back",
    standIn: "A stand-in page. Everybody on it is invented.",
  },
  de: {
    followers: "Follower",
    following: "Folgt",
    verified: "Verifizierte Follower",
    members: "Mitglieder",
    follow: "Folgen",
    followBack: "Zurückfolgen",
    unfollow: "Folge ich",
    followsYou: "Folgt dir",
    tooltip: "Klicken, um zu folgen",
    suggestions: "Vorschläge",
    theme: "Darstellung",
    dark: "Dunkel",
    light: "Hell",
    dim: "Gedämpft",
    language: "Sprache",
    back: "Zurück",
    standIn: "Eine Nachbildung. Alle Personen sind erfunden.",
  },
  ja: {
    followers: "フォロワー",
    following: "フォロー中",
    verified: "認証済みフォロワー",
    members: "メンバー",
    follow: "フォローする",
    followBack: "フォローバックする",
    unfollow: "フォロー中です",
    followsYou: "フォローされています",
    tooltip: "クリックしてフォロー",
    suggestions: "おすすめ",
    theme: "テーマ",
    dark: "ダーク",
    light: "ライト",
    dim: "薄暗い",
    language: "言語",
    back: "戻る",
    standIn: "代わりのページです。登場する人はすべて架空です。",
  },
  ar: {
    followers: "المتابِعون",
    following: "يتابع",
    verified: "متابِعون موثّقون",
    members: "الأعضاء",
    follow: "متابعة",
    followBack: "رد المتابعة",
    unfollow: "تتابعه",
    followsYou: "يتابعك",
    tooltip: "انقر للمتابعة",
    suggestions: "اقتراحات",
    theme: "المظهر",
    dark: "داكن",
    light: "فاتح",
    dim: "خافت",
    language: "اللغة",
    back: "رجوع",
    standIn: "صفحة بديلة. كل من فيها أشخاص مُختلَقون.",
  },
};

/** Languages written from right to left. */
export const RIGHT_TO_LEFT = ["ar"];

/**
 * The texts of the page's language.
 * @returns {Texts}
 */
export function getTexts() {
  return /** @type {Texts} */ (TEXTS[document.documentElement.lang] ?? TEXTS["en"]);
}
