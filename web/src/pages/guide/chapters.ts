/** The pages of the guide in their order, by group: docs/guide/<language>/<name>.md. */
export const guideGroups = [{ group: 'start', names: ['first-steps'] }] as const satisfies {
  group: string;
  names: string[];
}[];

export type GuideName = (typeof guideGroups)[number]['names'][number];

/** All pages of the guide in their order. */
export const guideNames: readonly string[] = guideGroups.flatMap(({ names }) => names);
