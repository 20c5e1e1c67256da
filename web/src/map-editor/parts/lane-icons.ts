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
  IconMessageCircle,
  IconMoodSmile,
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
  insights: IconBulb,
  opportunities: IconBolt,
  frontstage: IconEye,
  backstage: IconEyeOff,
  support: IconHeadset,
  custom: IconList,
};

export const laneIcon = (kind: LaneKind): Icon => ICONS[kind];
