import type { Table } from './tables.ts';

/** The tables as functions that bash and zsh both read: a key in, words out, one a line. */
export function posixTables(tables: readonly Table[]): string {
  return tables
    .map(({ name, rows }) => {
      const cases = rows.map(
        ({ key, words }) =>
          `    '${key}') printf '%s\\n' ${words.map(({ text }) => text).join(' ')} ;;`,
      );
      return `_mantile_${name}() {\n  case "$1" in\n${cases.join('\n')}\n  esac\n}`;
    })
    .join('\n');
}

/**
 * Walks over the words before the one that is completed, and prints what may stand there. In functions that bash
 * and zsh both read: arguments are those words, the first one of them that is completed.
 */
export const posixWalk = `_mantile_candidates() {
  local current="$1" at='' place=1 before='' word
  shift
  for word in "$@"; do
    if [ -n "$before" ]; then
      before=''
    elif [ -n "$(_mantile_values "\${at:+$at }$word")" ]; then
      before="\${at:+$at }$word"
    elif [ "\${word#-}" != "$word" ]; then
      :
    elif [ "$place" = 1 ] && _mantile_commands "$at" | grep -Fqx -e "$word"; then
      at="\${at:+$at }$word"
    else
      place=$((place + 1))
    fi
  done
  if [ -n "$before" ]; then
    _mantile_words "$(_mantile_values "$before")"
  elif [ "\${current#-}" != "$current" ]; then
    _mantile_options "$at"
  else
    [ "$place" = 1 ] && _mantile_commands "$at"
    _mantile_words "$(_mantile_places "\${at:+$at }$place" | grep . || _mantile_places "\${at:+$at }more")"
  fi
}
_mantile_words() {
  printf '%s\\n' "$1" | while read -r word; do
    case "$word" in
      ''|@value) ;;
      @files) echo "$word" ;;
      @*) _mantile_catalogue "$word" ;;
      *) echo "$word" ;;
    esac
  done
}`;
