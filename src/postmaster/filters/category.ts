import { defineFilter, type Finding } from '../filter.ts';

/** SPEC §2.4: the category of new tickets comes from the mailbox. */
export const categoryFilter = defineFilter({
  name: 'category',
  about: "Gives a new ticket the mailbox's category.",
  async run(_judged, { recipient }, lookups): Promise<Finding | undefined> {
    if (recipient.categoryId === null) return;
    const category = await lookups.category(recipient.categoryId);
    if (!category) return { why: { key: 'categoryGone', params: { mailbox: recipient.name } } };
    return {
      set: { categoryId: category.id },
      why: { key: 'category', params: { mailbox: recipient.name, category: category.name } },
    };
  },
});
