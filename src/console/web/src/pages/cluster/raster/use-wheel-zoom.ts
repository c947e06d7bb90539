/** The wheel zooms around the pointer; with shift, or sideways, it moves along. */
import { type RefObject, useEffect, useRef } from 'react';

type Span = readonly [number, number];

/** No finer than this: ticks have milliseconds. */
const SHORTEST_MS = 2_000;

export function zoomed([from, to]: Span, widest: Span, factor: number, share: number): Span {
  const length = Math.min(widest[1] - widest[0], Math.max(SHORTEST_MS, (to - from) * factor));
  return moved(
    [from + (to - from - length) * share, from + (to - from - length) * share + length],
    widest,
    0,
  );
}

export function moved([from, to]: Span, [first, last]: Span, by: number): Span {
  const start = Math.max(first, Math.min(last - (to - from), from + by));
  return [start, start + (to - from)];
}

export function useWheelZoom(
  box: RefObject<HTMLDivElement | null>,
  span: Span,
  widest: Span,
  onSpan: (span: Span) => void,
): void {
  const latest = useRef({ span, widest, onSpan });
  latest.current = { span, widest, onSpan };
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    // Not by React: its wheel listeners are passive, and the page must not scroll meanwhile.
    const turn = (event: WheelEvent) => {
      const { span: now, widest: all, onSpan: tell } = latest.current;
      if (now[1] - now[0] >= all[1] - all[0] && event.deltaY > 0 && !event.shiftKey) return;
      event.preventDefault();
      const place = element.getBoundingClientRect();
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.shiftKey || Math.abs(sideways) > Math.abs(event.deltaY))
        tell(moved(now, all, ((now[1] - now[0]) * sideways) / place.width));
      else tell(zoomed(now, all, 1.0015 ** event.deltaY, (event.clientX - place.left) / place.width));
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [box]);
}
