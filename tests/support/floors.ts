import { posix } from 'node:path';
import ts from 'typescript';

/** The floors of ARCHITECTURE.md: a file imports from its own folder or from a lower floor. Files directly in src/ are the top one. */
const floorOf: Readonly<Record<string, number>> = {
  lib: 0,
  mail: 1,
  desk: 2,
  settings: 2,
  postmaster: 3,
  net: 3,
  oauth: 3,
  store: 4,
  sources: 4,
  transports: 4,
  flows: 5,
  api: 6,
  jobs: 6,
};
const topFloor = 7;

const touchesTheWorld =
  /^node:(fs|net|tls|dns|http|https|http2|dgram|child_process|cluster|worker_threads|timers|process)(\/|$)/;
const speaksSql = /^(kysely|pg|better-sqlite3|node:sqlite)(\/|$)/;
const speaksMailProtocol = /^(imapflow|nodemailer|smtp-server)(\/|$)|^node:(net|tls)(\/|$)/;
const speaksHttp = /^(fastify|@fastify|node:http|node:https)(\/|$)/;

/** Of node:net, what only reckons with addresses and opens nothing. */
const addressNames = ['isIP', 'isIPv4', 'isIPv6', 'BlockList'];

/** What a folder may not do beyond the order of the floors, as far as its imports show it. */
const forbidden: ReadonlyArray<{ folders: readonly string[]; specifier: RegExp; because: string }> = [
  { folders: ['mail', 'desk', 'settings'], specifier: touchesTheWorld, because: 'is pure and does no I/O' },
  {
    folders: [
      'lib',
      'mail',
      'desk',
      'settings',
      'postmaster',
      'net',
      'oauth',
      'sources',
      'transports',
      'flows',
      'api',
      'jobs',
    ],
    specifier: speaksSql,
    because: 'contains no SQL; all of it is in store/',
  },
  { folders: ['api', 'jobs', 'flows'], specifier: speaksMailProtocol, because: 'knows no mail protocol' },
  {
    folders: ['flows', 'store', 'sources', 'transports', 'postmaster', 'desk', 'mail'],
    specifier: speaksHttp,
    because: 'does not speak HTTP',
  },
];

/** Folders whose files know nothing of tickets, although desk/ lies below them. */
const knowsNoTickets = ['net', 'oauth'];

/** Folders that the page may use as they are; of all others it may only import types. */
const pageMayUse = ['settings', 'desk', 'mail', 'lib'];

/** One import of a file: the resolved path inside the repository, or the package as written. */
type Import = { target: string; typeOnly: boolean; names: readonly string[] };

/** Breaches of the floors in a set of files (path from the root of the repository → source), one sentence each. Test files are free. */
export function floorProblems(files: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  const importsOf = new Map<string, Import[]>();
  for (const [path, source] of files) {
    if (/\.test\.tsx?$/.test(path)) continue;
    const parsed = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
    const imports = importsIn(parsed, path);
    importsOf.set(path, imports);
    for (const found of imports) {
      const problem = path.startsWith('web/') ? pageProblem(found) : serverProblem(path, found);
      if (problem) problems.push(`${path} imports ${found.target}: ${problem}`);
    }
    if (folderOf(path) === 'mail' && readsClock(parsed)) problems.push(`${path}: mail/ does not read the clock`);
  }
  return [...problems, ...browserProblems(importsOf)];
}

function serverProblem(path: string, { target, typeOnly, names }: Import): string | undefined {
  if (target === 'node:net' && names.length > 0 && names.every((name) => addressNames.includes(name))) return undefined;
  const folder = folderOf(path);
  const rule = forbidden.find((each) => each.folders.includes(folder) && each.specifier.test(target));
  if (rule && !typeOnly) return `${folder}/ ${rule.because}`;
  if (rule && speaksSql.test(target) && ['api', 'jobs'].includes(folder)) return `${folder}/ ${rule.because}`;
  if (!target.startsWith('src/'))
    return /^(web(?!\/dist)|tests|scripts|bench|dev)\//.test(target) ? 'src/ stands alone' : undefined;
  const targetFolder = folderOf(target);
  if (targetFolder === folder) return undefined;
  if (knowsNoTickets.includes(folder) && targetFolder === 'desk') return `${folder}/ knows nothing of tickets`;
  if (floorNumber(targetFolder) >= floorNumber(folder))
    return `floor ${floorNumber(folder)} (${folder || 'top'}) may only use floors below it, not ${targetFolder || 'the top'} (${floorNumber(targetFolder)})`;
  return undefined;
}

function pageProblem({ target, typeOnly }: Import): string | undefined {
  if (target.startsWith('node:')) return 'the page runs in a browser';
  if (!target.startsWith('src/') || pageMayUse.includes(folderOf(target))) return undefined;
  if (folderOf(target) === 'api' && typeOnly) return undefined;
  return `the page uses ${pageMayUse.join(', ')} and types of api`;
}

/** Files below src/ that the page reaches, at any distance, and that would need Node in the browser. */
function browserProblems(importsOf: ReadonlyMap<string, readonly Import[]>): string[] {
  const problems: string[] = [];
  const reached = new Set([...importsOf.keys()].filter((path) => path.startsWith('web/')));
  for (const path of reached) {
    for (const { target, typeOnly } of importsOf.get(path) ?? []) {
      if (typeOnly) continue;
      if (importsOf.has(target)) reached.add(target);
      else if (target.startsWith('node:') && path.startsWith('src/'))
        problems.push(`${path} imports ${target}: the page uses this file, and a browser has no such module`);
    }
  }
  return problems;
}

function folderOf(path: string): string {
  const [, folder = '', ...rest] = path.split('/');
  return rest.length > 0 ? folder : '';
}

function floorNumber(folder: string): number {
  return folder === '' ? topFloor : (floorOf[folder] ?? Number.NaN);
}

/** The folders below src/ that no floor is given for. */
export function unknownFolders(paths: Iterable<string>): string[] {
  const folders = new Set([...paths].filter((path) => path.startsWith('src/')).map(folderOf));
  return [...folders].filter((folder) => folder !== '' && !(folder in floorOf));
}

function importsIn(file: ts.SourceFile, path: string): Import[] {
  const imports: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean, names: readonly string[] = []) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const target = specifier.text.startsWith('.') ? posix.join(posix.dirname(path), specifier.text) : specifier.text;
    imports.push({ target, typeOnly, names });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword, namesOf(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    // new URL('./worker.ts', import.meta.url) starts another file just as an import does.
    else if (
      ts.isNewExpression(node) &&
      node.expression.getText() === 'URL' &&
      node.arguments?.[1]?.getText() === 'import.meta.url'
    )
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return imports;
}

function namesOf({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings) || importClause?.name) return [];
  return bindings.elements.map((element) => (element.propertyName ?? element.name).text);
}

/** True if a file takes the time from the machine instead of being given it. */
function readsClock(file: ts.SourceFile): boolean {
  let reads = false;
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) reads = true;
    if (ts.isPropertyAccessExpression(node) && /^(Date|performance)\.now$/.test(node.getText())) reads = true;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return reads;
}
