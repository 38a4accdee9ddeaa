import type { CheckStep, CheckStepName } from './check-step.ts';

/** What a step found, see CheckStep. */
export type Found = NonNullable<CheckStep['found']>;

/** Told while a connection is made: which step begins and what it found. A step that fails is the one that began last. */
export type Progress = (step: CheckStepName, found?: Found) => void;
