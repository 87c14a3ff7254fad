package gradlab.domain;

import java.util.OptionalDouble;

/**
 * What comes out of one layer for one training batch, after its activation; the last one of a list
 * is the main head's logits.
 *
 * @param layer the layer's name as in the course's figures, for example reduction_block_0_conv_1;
 *     with batch norm between convolution and activation that of the batch norm
 * @param rms root of the mean square over batch, channels and pixels
 * @param maxAbs largest absolute value
 * @param spread RMS of what differs between the batch's images (the deviation of each unit from its
 *     mean over the batch) over rms, 0..1; 0: the layer gives the same for every image
 * @param deadShare share of the channels that are positive for no image at no pixel, 0..1: they let
 *     no gradient through where the slope is 0; empty for logits
 * @param elements of one image
 */
public record LayerActivation(
    String layer,
    double rms,
    double maxAbs,
    double spread,
    OptionalDouble deadShare,
    long elements) {}
