/** A whole number with thousands separators; another one with as many digits as a reader can use. */
export function numeral(value: number, significantDigits = 12): string {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 63) {
    return separate(BigInt(value).toString());
  }
  return plain(value, significantDigits);
}

/** A fraction to so many significant digits, never with an exponent; zeros at the end are dropped unless kept. */
export function plain(value: number, significantDigits: number, dropsZeros = true): string {
  if (value === 0) return '0';
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const decimals = Math.min(100, Math.max(0, significantDigits - 1 - magnitude));
  const text = value.toFixed(decimals);
  if (text.includes('e')) return text;
  const [whole = '0', fraction = ''] = text.split('.');
  const kept = dropsZeros ? fraction.replace(/0+$/, '') : fraction;
  return separate(whole) + (kept === '' ? '' : `.${kept}`);
}

function separate(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}
