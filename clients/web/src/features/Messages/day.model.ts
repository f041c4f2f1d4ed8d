/** A day as a field for it has it, by the reader's clock. */
export function dayField(date: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** When the day of such a field begins by the reader's clock, in milliseconds; undefined while it names none. */
export function startOfDay(field: string): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(field);
  if (parts === null) return undefined;
  const [, year, month, day] = parts;
  return new Date(Number(year), Number(month) - 1, Number(day)).getTime();
}
