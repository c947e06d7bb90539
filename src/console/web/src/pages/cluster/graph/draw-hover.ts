/** How sigma draws a node under the pointer: its label on the theme's ground (sigma's own is always white). */
import type { NodeHoverDrawingFunction } from 'sigma/rendering';
import type { Colours } from '../../../lib/colours.ts';
import type { EdgeLook, NodeLook } from './build-graph.ts';

export const drawHover =
  (colours: Colours): NodeHoverDrawingFunction<NodeLook, EdgeLook> =>
  (context, node, { labelFont, labelSize }) => {
    context.beginPath();
    context.arc(node.x, node.y, node.size + 2, 0, Math.PI * 2);
    context.strokeStyle = colours.text;
    context.lineWidth = 2;
    context.stroke();
    if (typeof node.label !== 'string') return;
    context.font = `${labelSize}px ${labelFont}`;
    const width = context.measureText(node.label).width;
    const [left, top] = [node.x + node.size + 5, node.y - labelSize / 2 - 4];
    context.fillStyle = colours.surface;
    context.strokeStyle = colours.line;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(left, top, width + 12, labelSize + 8, 4);
    context.fill();
    context.stroke();
    context.fillStyle = colours.text;
    context.fillText(node.label, left + 6, node.y + labelSize / 3);
  };
