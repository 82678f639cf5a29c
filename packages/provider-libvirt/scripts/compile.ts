import { dirname } from 'node:path';
import ts from 'typescript';

/**
 * Compiles `index` and what it imports to JavaScript and declarations in `output`: a synthesis
 * then loads plain JavaScript, and a type check reads declarations only.
 *
 * @throws Error with the compiler's messages
 */
export function compile(index: string, output: string): void {
  const program = ts.createProgram([index], {
    declaration: true,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    noEmitOnError: true,
    outDir: output,
    rootDir: dirname(index),
    skipLibCheck: true,
    strict: true,
    target: ts.ScriptTarget.ES2022,
    types: [],
  });
  const { diagnostics } = program.emit();
  if (diagnostics.length === 0) return;
  throw new Error(
    ts.formatDiagnostics(diagnostics, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => process.cwd(),
      getNewLine: () => '\n',
    }),
  );
}
