type Catalogue = Readonly<Record<string, string>>;
export function placeholders(message: string): ReadonlySet<string>;
export function faults(catalogues: Readonly<Record<string, Catalogue>>, sources: readonly string[]): readonly string[];
export function readCatalogues(root: string): Readonly<Record<string, Catalogue>>;
export function readSources(folder: string): readonly string[];
export function strays(root: string, start?: string): readonly string[];
