import {
  type ActionIconProps,
  type AlertProps,
  type BadgeProps,
  type ButtonProps,
  type InputProps,
  type InputWrapperProps,
  type MenuProps,
  type ModalProps,
  type NativeSelectProps,
  type PaperProps,
  type PopoverProps,
  type SelectProps,
  type SwitchProps,
  type TableProps,
  type TooltipProps,
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

/** The one accent: a blue-green ink, 5.9:1 on white at shade 7. */
const ink: MantineColorsTuple = [
  '#eaf5fa',
  '#d3e8f1',
  '#a6d1e3',
  '#76b8d4',
  '#4fa3c6',
  '#2c8bb2',
  '#17759c',
  '#0d6486',
  '#0a516d',
  '#073d53',
];

const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#eff1f3',
  '#e3e6e9',
  '#d3d8dc',
  '#b4bbc1',
  '#8a939b',
  '#6a737b',
  '#545d65',
  '#353c43',
  '#1c2126',
];

/** Mantine draws the dark theme from these: text first, page last. */
const dark: MantineColorsTuple = [
  '#dfe4e8',
  '#b6bfc7',
  '#9aa5ae',
  '#77828c',
  '#333b43',
  '#2a3138',
  '#20262c',
  '#171c20',
  '#12161a',
  '#0d1013',
];

/** Destructive acts. White on it reaches 4.5:1 in both themes, which Mantine's own red does not. */
const red: MantineColorsTuple = [
  '#fdf1f0',
  '#fbe3e1',
  '#f5c4c1',
  '#eda19c',
  '#e57e77',
  '#db5f57',
  '#c23b33',
  '#b3261e',
  '#961f18',
  '#7a1913',
];

const quick = { duration: 120 };
const outlined = { shadow: 'none' } as const;

/** Our look: system type at 14 px, radius 6, borders instead of shadows, motion under 150 ms. */
export const theme = createTheme({
  colors: { ink, gray, dark, red },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: false,
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '8px', xl: '12px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '1.3' },
      h2: { fontSize: '16px', lineHeight: '1.4' },
      h3: { fontSize: '14px', lineHeight: '1.4' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Plain objects, not Select.extend(…): the theme is on every page, and naming a component here would bring its code along.
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } satisfies Partial<ActionIconProps> },
    Alert: { defaultProps: { variant: 'default' } satisfies Partial<AlertProps> },
    Badge: { defaultProps: { variant: 'light', tt: 'none', fw: 500 } satisfies Partial<BadgeProps> },
    Button: { defaultProps: { size: 'xs', fw: 600, fz: 'sm' } satisfies Partial<ButtonProps> },
    Input: { defaultProps: { size: 'sm' } satisfies Partial<InputProps> },
    InputWrapper: {
      defaultProps: {
        inputWrapperOrder: ['label', 'input', 'description', 'error'],
      } satisfies Partial<InputWrapperProps>,
    },
    Menu: {
      defaultProps: {
        ...outlined,
        transitionProps: quick,
        // The focus goes to the first item, as it should in a menu; the placeholder would be a child that a menu must not have.
        withInitialFocusPlaceholder: false,
      } satisfies Partial<MenuProps>,
    },
    Modal: {
      defaultProps: {
        // Its <header> hangs below <body> and would count as a second banner of the page.
        attributes: { header: { role: 'presentation' } },
        transitionProps: quick,
        overlayProps: { backgroundOpacity: 0.4 },
        centered: true,
        shadow: '0 0 0 1px var(--desk-line)',
      } satisfies Partial<ModalProps>,
    },
    NativeSelect: { defaultProps: { size: 'sm' } satisfies Partial<NativeSelectProps> },
    Paper: { defaultProps: { withBorder: true } satisfies Partial<PaperProps> },
    Popover: { defaultProps: { ...outlined, transitionProps: quick } satisfies Partial<PopoverProps> },
    Select: { defaultProps: { comboboxProps: { ...outlined, transitionProps: quick } } satisfies Partial<SelectProps> },
    Switch: { defaultProps: { size: 'sm' } satisfies Partial<SwitchProps> },
    Table: { defaultProps: { fz: 'sm', verticalSpacing: 8, highlightOnHover: true } satisfies Partial<TableProps> },
    Tooltip: {
      defaultProps: {
        openDelay: 300,
        transitionProps: quick,
        events: { hover: true, focus: true, touch: false },
      } satisfies Partial<TooltipProps>,
    },
  },
});

/** Colours that Mantine would derive too faint or too loud: text down to 4.5:1, input borders 3:1, tints for states. */
export const colours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#1c2126',
    '--mantine-color-default-color': '#1c2126',
    '--mantine-color-ink-light': '#e3f0f6',
    '--mantine-color-ink-light-hover': '#d3e8f1',
    '--mantine-color-ink-light-color': '#0d6486',
    '--mantine-color-dimmed': '#59626a',
    '--mantine-color-placeholder': '#6a737b',
    '--mantine-color-anchor': '#0d6486',
    '--mantine-color-default-border': '#dfe3e6',
    '--mantine-color-error': '#b3261e',
    '--desk-rail': '#f4f6f7',
    '--desk-line': '#e3e6e9',
    '--desk-hover': '#f2f5f7',
    '--desk-chosen': '#e6f1f6',
    '--desk-input-line': '#8a939b',
    '--desk-ok': '#1d6b3c',
    '--desk-ok-tint': '#e6f3ea',
    '--desk-warn': '#7d5100',
    '--desk-warn-tint': '#fdf2da',
    '--desk-bad': '#a8231b',
    '--desk-bad-tint': '#fcebe9',
    '--desk-accent': '#0d6486',
    '--desk-accent-tint': '#e3f0f6',
    '--desk-quiet': '#545d65',
    '--desk-quiet-tint': '#eff1f3',
    '--desk-note-tint': '#fdf8e7',
    '--desk-note-line': '#ecdfb1',
  },
  dark: {
    '--mantine-color-text': '#dfe4e8',
    '--mantine-color-default-color': '#dfe4e8',
    '--mantine-color-ink-light': '#17303c',
    '--mantine-color-ink-light-hover': '#1d3d4c',
    '--mantine-color-ink-light-color': '#8fc7de',
    '--mantine-color-dimmed': '#9aa5ae',
    '--mantine-color-placeholder': '#86919a',
    '--mantine-color-anchor': '#76b8d4',
    '--mantine-color-default-border': '#333b43',
    '--mantine-color-error': '#f2938c',
    '--desk-rail': '#12161a',
    '--desk-line': '#2a3138',
    '--desk-hover': '#1d2328',
    '--desk-chosen': '#18303b',
    '--desk-input-line': '#66717b',
    '--desk-ok': '#7fcf9b',
    '--desk-ok-tint': '#173324',
    '--desk-warn': '#e6bd6a',
    '--desk-warn-tint': '#362a12',
    '--desk-bad': '#f2938c',
    '--desk-bad-tint': '#3d1d1b',
    '--desk-accent': '#76b8d4',
    '--desk-accent-tint': '#17303c',
    '--desk-quiet': '#aab4bc',
    '--desk-quiet-tint': '#262d33',
    '--desk-note-tint': '#2a2615',
    '--desk-note-line': '#4a4220',
  },
});
