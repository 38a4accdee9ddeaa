/** What can be wrong in a template of an automatic mail: `problem.<key>`, line and column counted from 1. */
export const templateProblemsDe = {
  'template-placeholder': 'Zeile {{line}}, Spalte {{column}}: Den Platzhalter „{{name}}“ gibt es nicht.',
  'template-filter': 'Zeile {{line}}, Spalte {{column}}: Den Filter „{{name}}“ gibt es nicht.',
  'template-tag': 'Zeile {{line}}, Spalte {{column}}: „{{name}}“ kann hier nicht stehen.',
  'template-open': 'Zeile {{line}}, Spalte {{column}}: Das hier Begonnene endet nicht.',
  'template-syntax': 'Zeile {{line}}, Spalte {{column}}: Das ist nicht zu verstehen.',
  'template-too-large': 'Das Ergebnis wäre zu groß.',
  'template-language': 'Bitte schreiben Sie das Template in mindestens einer Sprache.',
  'template-kind': 'Dieses Template passt nicht zu diesem Ereignis.',
};

export const templateProblemsEn: Record<keyof typeof templateProblemsDe, string> = {
  'template-placeholder': 'Line {{line}}, column {{column}}: there is no placeholder “{{name}}”.',
  'template-filter': 'Line {{line}}, column {{column}}: there is no filter “{{name}}”.',
  'template-tag': 'Line {{line}}, column {{column}}: “{{name}}” cannot stand here.',
  'template-open': 'Line {{line}}, column {{column}}: what begins here does not end.',
  'template-syntax': 'Line {{line}}, column {{column}}: this cannot be understood.',
  'template-too-large': 'The result would be too large.',
  'template-language': 'Please write the template in at least one language.',
  'template-kind': 'This template does not fit this event.',
};
