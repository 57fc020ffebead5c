import type { MailLanguage } from '../../platform/mail-settings';
import { catalan } from './catalan';
import { english } from './english';
import type { ReminderPhrases } from './phrases';
import { spanish } from './spanish';

export const languages: Readonly<Record<MailLanguage, ReminderPhrases>> = { english, spanish, catalan };
