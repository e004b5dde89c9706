internal import Tensors

/// One step of Adam on all elements of a parameter.
///
/// - Parameter kept: The share of the parameter that is kept before the step.
func adamStep(
  _ parameter: inout Tensor, mean: inout Tensor, square: inout Tensor, gradient: Tensor,
  beta1: Float, beta2: Float, rate: Float, squareCorrection: Float, epsilon: Float, kept: Float
) {
  parameter.withMutableElements { parameter in
    mean.withMutableElements { mean in
      square.withMutableElements { square in
        gradient.withElements { gradient in
          for index in 0..<parameter.count {
            let slope = gradient[index]
            mean[index] = beta1 * mean[index] + (1 - beta1) * slope
            square[index] = beta2 * square[index] + (1 - beta2) * slope * slope
            let deviation = square[index].squareRoot() * squareCorrection + epsilon
            parameter[index] = kept * parameter[index] - rate * mean[index] / deviation
          }
        }
      }
    }
  }
}

/// One step of gradient descent with momentum on all elements of a parameter.
func momentumStep(
  _ parameter: inout Tensor, velocity: inout Tensor, gradient: Tensor, momentum: Float,
  rate: Float, weightDecay: Float
) {
  parameter.withMutableElements { parameter in
    velocity.withMutableElements { velocity in
      gradient.withElements { gradient in
        for index in 0..<parameter.count {
          let slope = gradient[index] + weightDecay * parameter[index]
          velocity[index] = momentum * velocity[index] + slope
          parameter[index] -= rate * velocity[index]
        }
      }
    }
  }
}
