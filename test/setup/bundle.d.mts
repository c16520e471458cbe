/** Bundles a TypeScript entry and everything of ours it imports into one file that Node 20 can run. */
export function bundleForNode(entry: string, outfile: string): Promise<void>
