package org.sparkdropout.dl4j;

/**
 * The numbers of a convolution of one picture.
 *
 * @param channels of the picture
 * @param height of the picture
 * @param width of the picture
 * @param kernelHeight rows of a patch
 * @param kernelWidth columns of a patch
 * @param strides (rows, columns) between two patches
 * @param padding zeros (above, to the left)
 * @param dilation steps (rows, columns) within a patch
 * @param outHeight rows of patches
 * @param outWidth columns of patches
 */
@SuppressWarnings("ArrayRecordComponent") // DL4J's own, for the time of a call.
record PatchShape(
    int channels,
    int height,
    int width,
    int kernelHeight,
    int kernelWidth,
    int[] strides,
    int[] padding,
    int[] dilation,
    int outHeight,
    int outWidth) {
  /** The numbers of a patch. */
  int depth() {
    return channels * kernelHeight * kernelWidth;
  }

  /** How many patches there are. */
  int patches() {
    return outHeight * outWidth;
  }

  /** The numbers of a picture. */
  int size() {
    return channels * height * width;
  }

  /**
   * Writes the patches of a picture as columns.
   *
   * @param columns receives (depth, patches)
   * @param picture (channels, height, width)
   * @param from where the picture starts
   */
  void gather(float[] columns, float[] picture, int from) {
    int column = 0;
    for (int row = 0; row < depth(); row++) {
      int source = from + row / (kernelHeight * kernelWidth) * height * width;
      for (int y = 0; y < outHeight; y++) {
        int inputY = inputY(row, y);
        for (int x = 0; x < outWidth; x++) {
          int inputX = inputX(row, x);
          columns[column++] =
              isInside(inputY, inputX) ? picture[source + inputY * width + inputX] : 0f;
        }
      }
    }
  }

  /**
   * Adds columns of patches to where in the picture they are from.
   *
   * @param picture (channels, height, width)
   * @param from where the picture starts
   * @param columns (depth, patches)
   */
  void scatter(float[] picture, int from, float[] columns) {
    int column = 0;
    for (int row = 0; row < depth(); row++) {
      int target = from + row / (kernelHeight * kernelWidth) * height * width;
      for (int y = 0; y < outHeight; y++) {
        int inputY = inputY(row, y);
        for (int x = 0; x < outWidth; x++, column++) {
          int inputX = inputX(row, x);
          if (isInside(inputY, inputX)) {
            picture[target + inputY * width + inputX] += columns[column];
          }
        }
      }
    }
  }

  private int inputY(int row, int y) {
    return y * strides[0] - padding[0] + row / kernelWidth % kernelHeight * dilation[0];
  }

  private int inputX(int row, int x) {
    return x * strides[1] - padding[1] + row % kernelWidth * dilation[1];
  }

  private boolean isInside(int y, int x) {
    return y >= 0 && y < height && x >= 0 && x < width;
  }
}
