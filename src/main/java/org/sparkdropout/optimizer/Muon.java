package org.sparkdropout.optimizer;

import org.sparkdropout.blas.Blas;
import org.sparkdropout.network.Block;
import org.sparkdropout.network.Layout;

/**
 * Muon: the step of a matrix is its momentum, made orthogonal (Jordan et al. 2024, "Muon: an
 * optimizer for hidden layers in neural networks"). Kernels into hidden units move so; biases and
 * the kernel into the outputs move by AdamW. Keeps two arrays: the momentum, or the mean of the
 * gradient, and the mean of its square, which is 0 for kernels into hidden units.
 *
 * <p>Steps are scaled by 0.2 x the root of the larger side (Liu et al. 2025, arXiv 2502.16982,
 * equation 4). Their root mean square is then that of AdamW's, so that one learning rate suits
 * both.
 *
 * @param momentum of the matrices, in [0, 1), with Nesterov's look-ahead
 * @param others how the other parameters move
 */
public record Muon(double momentum, AdamW others) implements Optimizer {
  private static final int ITERATIONS = 5;
  private static final float A = 3.4445f;
  private static final float B = -4.7750f;
  private static final float C = 2.0315f;
  private static final double LEAST_LENGTH = 1e-7;
  private static final double SIZE_OF_ADAM = 0.2;

  @Override
  public int arrays() {
    return others.arrays();
  }

  @Override
  public UpdateRule rule(LearningRate learningRate, Layout layout, Blas blas) {
    return new Rule(layout, blas, others.rule(learningRate, layout, blas));
  }

  private static boolean takes(Block block) {
    return block.part() == Block.Part.KERNEL && block.hidden();
  }

  private final class Rule implements UpdateRule {
    private final UpdateRule rest;
    private final Blas blas;

    /** A matrix lying on its longer side; room for the largest. */
    private final float[] matrix;

    private final float[] next;
    private final float[] gram;
    private final float[] polynomial;
    private float rate;
    private boolean orthogonal;

    Rule(Layout layout, Blas blas, UpdateRule rest) {
      this.rest = rest;
      this.blas = blas;
      int largest = 0;
      int smallerSide = 0;
      for (Block block : layout.blocks()) {
        if (takes(block)) {
          largest = Math.max(largest, block.rows() * block.columns());
          smallerSide = Math.max(smallerSide, Math.min(block.rows(), block.columns()));
        }
      }
      this.matrix = new float[largest];
      this.next = new float[largest];
      this.gram = new float[smallerSide * smallerSide];
      this.polynomial = new float[smallerSide * smallerSide];
    }

    @Override
    public void at(float rate, StepTime time) {
      this.rate = rate;
      rest.at(rate, time);
    }

    /** Replaces the gradient of a matrix by its step. */
    @Override
    public void prepare(Block block, float[][] arrays, float[] gradient) {
      orthogonal = takes(block);
      if (orthogonal) {
        accumulate(arrays[0], gradient, block);
        boolean tall = block.rows() > block.columns();
        int rows = tall ? block.columns() : block.rows();
        int columns = tall ? block.rows() : block.columns();
        copy(gradient, block, tall);
        orthogonalise(rows, columns);
        copyBack(gradient, block, tall);
      }
    }

    /** The momentum, and in place of the gradient where it is heading to. */
    private void accumulate(float[] momenta, float[] gradient, Block block) {
      float kept = (float) momentum;
      float added = (float) (1 - momentum);
      for (int i = block.offset(); i < block.end(); i++) {
        float g = gradient[i];
        float mean = kept * momenta[i] + added * g;
        momenta[i] = mean;
        gradient[i] = kept * mean + added * g;
      }
    }

    /** Brings the matrix, lying on its longer side, to unit length. */
    private void copy(float[] gradient, Block block, boolean tall) {
      double square = 0;
      for (int i = block.offset(); i < block.end(); i++) {
        square += (double) gradient[i] * gradient[i];
      }
      float factor = (float) (1 / Math.max(Math.sqrt(square), LEAST_LENGTH));
      for (int row = 0; row < block.rows(); row++) {
        for (int column = 0; column < block.columns(); column++) {
          int place = tall ? column * block.rows() + row : row * block.columns() + column;
          matrix[place] = factor * gradient[block.row(row) + column];
        }
      }
    }

    private void copyBack(float[] gradient, Block block, boolean tall) {
      double size = SIZE_OF_ADAM * Math.sqrt(Math.max(block.rows(), block.columns()));
      float step = (float) (rate * size);
      for (int row = 0; row < block.rows(); row++) {
        for (int column = 0; column < block.columns(); column++) {
          int place = tall ? column * block.rows() + row : row * block.columns() + column;
          gradient[block.row(row) + column] = step * matrix[place];
        }
      }
    }

    /**
     * Newton-Schulz: X = a X + (b X X' + c (X X')^2) X, which brings the singular values of a
     * matrix of at most unit length close to 1.
     */
    private void orthogonalise(int rows, int columns) {
      int square = rows * rows;
      for (int iteration = 0; iteration < ITERATIONS; iteration++) {
        blas.multiplyTransposedB(gram, 0, matrix, 0, matrix, 0, rows, rows, columns, 1f, 0f);
        System.arraycopy(gram, 0, polynomial, 0, square);
        blas.multiply(polynomial, 0, gram, 0, gram, 0, rows, rows, rows, C, B);
        System.arraycopy(matrix, 0, next, 0, rows * columns);
        blas.multiply(next, 0, polynomial, 0, matrix, 0, rows, columns, rows, 1f, A);
        System.arraycopy(next, 0, matrix, 0, rows * columns);
      }
    }

    @Override
    public void move(
        float[] values, float[][] arrays, float[] gradient, int from, int to, float decay) {
      if (!orthogonal) {
        rest.move(values, arrays, gradient, from, to, decay);
        return;
      }
      UpdateRule.shrink(values, from, to, rate * decay);
      for (int i = from; i < to; i++) {
        values[i] -= gradient[i];
      }
    }
  }
}
