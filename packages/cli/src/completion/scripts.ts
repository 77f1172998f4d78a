import { fishScript } from './fishScript.ts';
import { posixTables, posixWalk } from './posixTables.ts';
import type { Table } from './tables.ts';

/** The shells that there are scripts for. */
export const shells = ['bash', 'zsh', 'fish'] as const;

/** The name of a shell. */
export type Shell = (typeof shells)[number];

const bash = `_mantile() {
  local current="\${COMP_WORDS[COMP_CWORD]}" candidates word
  # Bash takes \`--on=h100\` apart.
  [ "$current" = '=' ] && current=''
  local -a before=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [ "$word" = '=' ] || before+=("$word")
  done
  candidates="$(_mantile_candidates "$current" "\${before[@]}")"
  COMPREPLY=($(compgen -W "$(printf '%s\\n' "$candidates" | grep -v '^@')" -- "$current"))
  if printf '%s\\n' "$candidates" | grep -Fqx '@files'; then
    type compopt > /dev/null 2>&1 && compopt -o filenames 2> /dev/null
    while IFS= read -r word; do
      [ -n "$word" ] && COMPREPLY+=("$word")
    done < <(compgen -f -- "$current")
  fi
}
complete -F _mantile mantile`;

const zsh = `_mantile() {
  local -a candidates before
  before=("\${(@)words[2,CURRENT-1]}")
  candidates=("\${(@f)$(_mantile_candidates "$PREFIX" "\${before[@]}")}")
  if [[ -n "\${(M)candidates:#@files}" ]]; then
    _files
  fi
  candidates=("\${(@)candidates:#@files}")
  candidates=("\${(@)candidates:#}")
  (( \${#candidates} )) && compadd -- "\${candidates[@]}"
}
if [[ "\${funcstack[1]}" = _mantile ]]; then
  _mantile "$@"
else
  compdef _mantile mantile
fi`;

/** The script by which a shell completes the program. */
export function completionScript(shell: Shell, tables: readonly Table[]): string {
  if (shell === 'fish') return fishScript(tables);
  const data = `${posixTables(tables)}\n${posixWalk}`;
  return shell === 'bash' ? `${data}\n${bash}\n` : `#compdef mantile\n${data}\n${zsh}\n`;
}
