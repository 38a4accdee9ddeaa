/** A number of bytes for people, in whole megabytes (of 2^20 bytes), rounded down: `50 MB`. */
export const megabytes = (bytes: number) => `${Math.floor(bytes / 1_048_576)} MB`;
