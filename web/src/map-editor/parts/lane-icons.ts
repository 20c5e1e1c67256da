/** The icon of each kind of lane. */
import {
  type Icon,
  IconAlertTriangle,
  IconAntennaBars5,
  IconBolt,
  IconBroadcast,
  IconBulb,
  IconChartBar,
  IconEye,
  IconEyeOff,
  IconFlag,
  IconHandClick,
  IconHeadset,
  IconList,
  IconListSearch,
  IconMessageCircle,
  IconMoodSmile,
  IconPhoto,
  IconRulerMeasure,
  IconUsersGroup,
  IconWalk,
} from "@tabler/icons-react";
import type { LaneKind } from "@/map-model";

const ICONS: Readonly<Record<LaneKind, Icon>> = {
  actions: IconWalk,
  touchpoints: IconHandClick,
  channels: IconBroadcast,
  goals: IconFlag,
  thoughts: IconMessageCircle,
  emotion: IconMoodSmile,
  barriers: IconAlertTriangle,
  importance: IconAntennaBars5,
  responsible: IconUsersGroup,
  numbers: IconChartBar,
  metrics: IconRulerMeasure,
  insights: IconBulb,
  observations: IconListSearch,
  opportunities: IconBolt,
  frontstage: IconEye,
  backstage: IconEyeOff,
  support: IconHeadset,
  images: IconPhoto,
  custom: IconList,
};

export const laneIcon = (kind: LaneKind): Icon => ICONS[kind];
