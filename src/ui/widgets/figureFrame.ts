/** @file What the figures of a view stand in: on the page the frame with files and table to open; on paper another. */
import { createContext, type ComponentType } from "react";
import { Figure, type FigureProps } from "./Figure";

export const FigureFrame = createContext<ComponentType<FigureProps>>(Figure);
