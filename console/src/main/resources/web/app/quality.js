// ReadingQualityType codes (system.category.index, IEC 61968-9 annex D) in words.

const CATEGORIES = ['valid', 'diagnostics', 'power quality', 'tamper', 'data collection', 'suspect', 'failed validation', 'edited', 'estimated', 'reasonable', 'questionable', 'derived', 'projected'];
const SOUND = new Set([0, 7, 9, 11]);

/** Whether a value can be taken as it is; a value without a code can. */
export function isSound(code) {
  const category = categoryOf(code);
  return category === null || SOUND.has(category);
}

export function qualityName(code) {
  const category = categoryOf(code);
  return category === null ? String(code ?? '') : CATEGORIES[category] ?? `quality ${code}`;
}

function categoryOf(code) {
  const parts = String(code ?? '').split('.');
  return parts.length === 3 ? Number(parts[1]) : null;
}
