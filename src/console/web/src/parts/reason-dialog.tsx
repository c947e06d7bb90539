/** Asks for a reason, and for whatever else an act needs. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly title: string;
  readonly busy: boolean;
  readonly children?: ReactNode;
  readonly onCancel: () => void;
  readonly onDo: (reason: string) => void;
}

export function ReasonDialog({ title, busy, children, onCancel, onDo }: Props) {
  const { t } = useTranslation('review');
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="reason-title" onCancel={onCancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onDo(reason);
        }}
      >
        <h2 id="reason-title">{title}</h2>
        {children}
        <label className="field">
          {t('reason')}
          <textarea
            required
            minLength={3}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <div className="row">
          <button type="submit" className="primary" disabled={busy}>
            {title}
          </button>
          <button type="button" onClick={onCancel}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </dialog>
  );
}
