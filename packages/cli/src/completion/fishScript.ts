import type { Table } from './tables.ts';

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** The script for fish: words with what they mean, parted by tabs. */
export function fishScript(tables: readonly Table[]): string {
  const data = tables.map(({ name, rows }) => {
    const cases = rows.map(({ key, words }) => {
      const lines = words.map(({ text, meaning }) =>
        quoted(meaning === '' ? text : `${text}\t${meaning.replace(/\s+/g, ' ')}`),
      );
      return `    case ${quoted(key)}\n      printf '%s\\n' ${lines.join(' ')}`;
    });
    return `function __mantile_${name}\n  switch "$argv[1]"\n${cases.join('\n')}\n  end\nend`;
  });
  return `${data.join('\n')}
function __mantile_words
  while read --local word
    switch "$word"
      case '' @value
      case @files
        __fish_complete_path (commandline --current-token)
      case '@*'
        __mantile_catalogue "$word"
      case '*'
        echo "$word"
    end
  end
end
function __mantile_complete
  set --local at
  set --local place 1
  set --local before
  set --local tokens (commandline --tokenize --cut-at-cursor --current-process)
  set --local current (commandline --current-token --cut-at-cursor)
  for word in $tokens[2..]
    set --local key (string join -- ' ' $at $word)
    if test -n "$before"
      set before ''
    else if test -n "$(__mantile_values $key)"
      set before $key
    else if string match --quiet -- '-*' $word
      continue
    else if test $place = 1; and __mantile_commands "$at" | string match --quiet --regex -- "^$word(\\t|\\$)"
      set at $key
    else
      set place (math $place + 1)
    end
  end
  if test -n "$before"
    __mantile_values $before | __mantile_words
  else if string match --quiet -- '-*' $current
    __mantile_options "$at"
  else
    test $place = 1; and __mantile_commands "$at"
    set --local found (__mantile_places (string join -- ' ' $at $place))
    test -z "$found"; and set found (__mantile_places (string join -- ' ' $at more))
    printf '%s\\n' $found | __mantile_words
  end
end
complete --command mantile --no-files --arguments '(__mantile_complete)'
`;
}
