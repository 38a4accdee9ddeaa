import { IconExternalLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { useTexts } from '../../i18n/index.ts';
import classes from './blocks.module.css';
import type { Block, Inline } from './tree.ts';

/** Draws blocks of the guide; `images` gives the address of a picture by its name. */
export function GuideBlocks({ blocks, images }: { blocks: Block[]; images: ReadonlyMap<string, string> }): ReactNode {
  return blocks.map((block, at) => <GuideBlock key={at} block={block} images={images} />);
}

function GuideBlock({ block, images }: { block: Block; images: ReadonlyMap<string, string> }) {
  if (block.kind === 'heading') {
    const Heading = `h${block.level}` as const;
    return (
      <Heading id={block.id} className={classes.heading}>
        <Words>{block.children}</Words>
        <a href={`#${block.id}`} className={classes.anchor} aria-hidden tabIndex={-1}>
          #
        </a>
      </Heading>
    );
  }
  if (block.kind === 'paragraph') {
    return (
      <p>
        <Words>{block.children}</Words>
      </p>
    );
  }
  if (block.kind === 'code') return <pre className={classes.code}>{block.text}</pre>;
  if (block.kind === 'table') return <GuideTable {...block} />;
  if (block.kind === 'quote') {
    return (
      <blockquote className={classes.quote}>
        <GuideBlocks blocks={block.children} images={images} />
      </blockquote>
    );
  }
  if (block.kind === 'list') {
    const List = block.ordered ? 'ol' : 'ul';
    return (
      <List>
        {block.items.map((item, at) => (
          <li key={at}>
            <GuideBlocks blocks={item} images={images} />
          </li>
        ))}
      </List>
    );
  }
  const { name, alt, width, height } = block;
  return <img className={classes.image} src={images.get(name)} alt={alt} width={width} height={height} />;
}

function GuideTable({ head, rows }: { head: Inline[][]; rows: Inline[][][] }) {
  return (
    // A wide table scrolls by itself; the keyboard has to reach it for that.
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={headText(head)}>
      <table>
        <thead>
          <tr>
            {head.map((cell, at) => (
              <th key={at} scope="col">
                <Words>{cell}</Words>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column}>
                  <Words>{cell}</Words>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const headText = (head: Inline[][]) =>
  head.map((cell) => cell.filter((each) => typeof each === 'string').join('')).join(', ');

function Words({ children }: { children: Inline[] }): ReactNode {
  return children.map((each, at) => <Fragment key={at}>{word(each)}</Fragment>);
}

function word(each: Inline): ReactNode {
  if (typeof each === 'string') return each;
  if (each.kind === 'code') return <code>{each.text}</code>;
  if (each.kind === 'link')
    return (
      <GuideLink href={each.href}>
        <Words>{each.children}</Words>
      </GuideLink>
    );
  const Form = each.kind;
  return (
    <Form>
      <Words>{each.children}</Words>
    </Form>
  );
}

/** A link as the files have it: another page (`tickets.md#list`), a place of the product (`/admin/mailboxes`), an anchor, or an address of the web. */
function GuideLink({ href, children }: { href: string; children: ReactNode }) {
  const { t } = useTexts();
  const page = /^([\w-]+)\.md(?:#([\w-]+))?$/.exec(href);
  if (page?.[1]) {
    return (
      <Link to="/guide/$name" params={{ name: page[1] }} hash={page[2] ?? ''}>
        {children}
      </Link>
    );
  }
  if (href.startsWith('/')) return <Link to={href}>{children}</Link>;
  if (href.startsWith('#')) return <a href={href}>{children}</a>;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children} <IconExternalLink size={13} aria-label={t('guide.outside')} style={{ verticalAlign: -1 }} />
    </a>
  );
}
