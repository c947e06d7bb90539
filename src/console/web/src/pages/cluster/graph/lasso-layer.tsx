/** Lies over the graph while a lasso is drawn. */
import { type PointerEvent, useState } from 'react';
import type { Point } from './lasso.ts';

export function LassoLayer({ onLasso }: { onLasso: (polygon: readonly Point[], add: boolean) => void }) {
  const [points, setPoints] = useState<readonly Point[]>([]);
  const place = (event: PointerEvent<SVGSVGElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const end = (event: PointerEvent<SVGSVGElement>) => {
    if (points.length > 2) onLasso(points, event.ctrlKey || event.metaKey);
    setPoints([]);
  };
  return (
    <svg
      className="lasso"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setPoints([place(event)]);
      }}
      onPointerMove={(event) => {
        const point = place(event);
        if (points.length > 0) setPoints((before) => [...before, point]);
      }}
      onPointerUp={end}
      onPointerCancel={() => setPoints([])}
    >
      <polygon points={points.map((point) => point.join(',')).join(' ')} />
    </svg>
  );
}
