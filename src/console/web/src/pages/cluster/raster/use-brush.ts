/** d3's brush over a drawing of time: dragging chooses a window of whole seconds, a click chooses what lies under it. */
import { brushX, type D3BrushEvent } from 'd3-brush';
import { select } from 'd3-selection';
import { type RefObject, useEffect, useRef } from 'react';
import { timeScale } from './time-axis.ts';

interface BrushOptions {
  readonly svg: RefObject<SVGGElement | null>;
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
  readonly window: readonly [number, number] | null;
  readonly onWindow: (window: readonly [number, number] | null) => void;
  readonly onClick: (x: number, y: number, add: boolean) => void;
}

const SECOND = 1_000;

export function useBrush({ svg, from, to, width, height, window, onWindow, onClick }: BrushOptions): void {
  const calls = useRef({ onWindow, onClick });
  calls.current = { onWindow, onClick };
  const [start, end] = window ?? [null, null];
  useEffect(() => {
    if (svg.current === null || width <= 0) return;
    const scale = timeScale(from, to, width);
    const brush = brushX<unknown>().extent([
      [0, 0],
      [width, height],
    ]);
    const group = select<SVGGElement, unknown>(svg.current);
    group.call(brush);
    if (start !== null && end !== null) {
      const clip = (at: number) => Math.min(width, Math.max(0, scale(at)));
      const [left, right] = [clip(start), clip(end)];
      group.call(brush.move, right > left ? [left, Math.max(left + 1, right)] : null);
    } else group.call(brush.move, null);
    // Only now: what was set above is no act of the reader's.
    brush.on('end', (event: D3BrushEvent<unknown>) => {
      if (event.sourceEvent === null || event.sourceEvent === undefined) return;
      if (event.selection === null) {
        const mouse = event.sourceEvent as MouseEvent;
        const box = svg.current?.ownerSVGElement?.getBoundingClientRect();
        if (box === undefined) return;
        calls.current.onClick(
          mouse.clientX - box.left,
          mouse.clientY - box.top,
          mouse.ctrlKey || mouse.metaKey,
        );
        return;
      }
      const [left, right] = event.selection as [number, number];
      const first = Math.floor(scale.invert(left).getTime() / SECOND) * SECOND;
      const last = Math.ceil(scale.invert(right).getTime() / SECOND) * SECOND;
      calls.current.onWindow([first, Math.max(first + SECOND, last)]);
    });
    return () => {
      brush.on('end', null);
    };
  }, [svg, from, to, width, height, start, end]);
}
