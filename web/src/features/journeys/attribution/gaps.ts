/** Where the models disagree most: the touch that one of them would give up and another would pay for. */
import type { Answer } from "../answers";
import type { Model } from "./question";

type Touch = Answer<"attribution">["touches"][number];

export interface Gap {
  touch: string;
  most: number;
  mostModel: Model;
  least: number;
  leastModel: Model;
}

/** The touch whose shares differ most between the models shown; null where nothing differs. */
export function widestGap(touches: readonly Touch[], models: readonly Model[]): Gap | null {
  let widest: Gap | null = null;
  for (const { touch, credits } of touches) {
    const shown = credits.filter(({ model }) => models.includes(model)).sort((a, b) => b.share - a.share);
    const [most, least] = [shown[0], shown.at(-1)];
    if (most === undefined || least === undefined || touch.startsWith("(")) continue;
    if (most.share - least.share > (widest === null ? 0 : widest.most - widest.least))
      widest = {
        touch,
        most: most.share,
        mostModel: most.model,
        least: least.share,
        leastModel: least.model,
      };
  }
  return widest;
}
