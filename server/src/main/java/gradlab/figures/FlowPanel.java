package gradlab.figures;

import gradlab.domain.GradientFlow;

/**
 * One run in a figure by layer.
 *
 * @param title names the run
 * @param sentence one sentence on this flow, shown under the title; may be empty
 * @param flow its layers, input first
 */
public record FlowPanel(String title, String sentence, GradientFlow flow) {}
