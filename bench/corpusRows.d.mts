export function makeCorpus(numRows: number, seed?: number): string;
