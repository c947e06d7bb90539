/** Which keys do what; `?` shows it on every page. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from './use-keys.ts';

const KEYS = ['j', 'k', 'Enter', '/', 'c', 'd', 's', 'e', 'u', '?'];

export function KeyHelp() {
  const { t } = useTranslation('shell');
  const [isOpen, setOpen] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useKeys({ '?': () => setOpen(true) });
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
  }, [isOpen]);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)} aria-label={t('keys')} title={t('keys')}>
        ?
      </button>
      {isOpen ? (
        <dialog ref={dialog} aria-labelledby="keys-title" onClose={() => setOpen(false)}>
          <h2 id="keys-title">{t('keys')}</h2>
          <dl className="keys">
            {KEYS.map((key) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{t(`key_${key}`)}</dd>
              </div>
            ))}
          </dl>
          <button type="button" onClick={() => dialog.current?.close()}>
            {t('close')}
          </button>
        </dialog>
      ) : null}
    </>
  );
}
