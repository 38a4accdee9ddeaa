import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

type Rest = Omit<ComponentProps<'a'>, keyof ButtonProps | keyof AnchorProps>;

/** A link within the page that looks like a button. */
export const LinkButton = createLink((props: ButtonProps & Rest) => <Button component="a" {...props} />);

/** A link within the page. */
export const LinkText = createLink((props: AnchorProps & Rest) => <Anchor {...props} />);
