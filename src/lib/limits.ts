/** The largest mail that can be taken in at all, in MiB: the setting's upper bound, and what "fetch anyway" stops at. */
export const largestMailMiB = 1024;
