/// The loops over free cells; pointers, because bounds checks would double their time.
extension HarmonicGrid {
  /// One Gauss–Seidel sweep: all cells of one colour, then all of the other; the other way round
  /// when `reversed`, which makes it the transpose.
  func relax(_ values: inout [Float], _ sources: [Float], reversed: Bool = false) {
    let colours = [0..<firstColourCount, firstColourCount..<cells.count]
    values.withUnsafeMutableBufferPointer { values in
      sources.withUnsafeBufferPointer { sources in
        cells.withUnsafeBufferPointer { cells in
          degrees.withUnsafeBufferPointer { degrees in
            for colour in reversed ? colours.reversed() : colours {
              for place in colour {
                let cell = Int(cells[place])
                let sum =
                  (values[cell - 1] + values[cell + 1])
                  + (values[cell - stride] + values[cell + stride])
                values[cell] = (sources[cell] + sum) / degrees[place]
              }
            }
          }
        }
      }
    }
  }

  /// What the equations of some free cells lack, `f + Σ u − degree · u`; `body` gets a place in
  /// ``cells`` and the lack.
  @inline(__always)
  private func lacks(
    of places: Range<Int>, _ values: [Float], _ sources: [Float]?, _ body: (Int, Float) -> Void
  ) {
    values.withUnsafeBufferPointer { values in
      cells.withUnsafeBufferPointer { cells in
        degrees.withUnsafeBufferPointer { degrees in
          for place in places {
            let cell = Int(cells[place])
            let sum =
              (values[cell - 1] + values[cell + 1])
              + (values[cell - stride] + values[cell + stride])
            body(place, (sources?[cell] ?? 0) + sum - degrees[place] * values[cell])
          }
        }
      }
    }
  }

  /// What each free cell's equation lacks without sources: minus the operator.
  func lack(of values: [Float]) -> [Float] {
    var result = zeros
    result.withUnsafeMutableBufferPointer { result in
      lacks(of: 0..<cells.count, values, nil) { result[Int(cells[$0])] = $1 }
    }
    return result
  }

  /// What the equations still lack after a sweep, summed for the coarser grid by the transpose of
  /// the interpolation.
  ///
  /// The cells swept last lack nothing, so only the others count.
  func residual(_ values: [Float], _ sources: [Float], for coarse: HarmonicGrid) -> [Float] {
    var sums = coarse.zeros
    sums.withUnsafeMutableBufferPointer { sums in
      lacks(of: 0..<firstColourCount, values, sources) { place, lack in
        let (parent, across, down) = coarse.corners(parents[place])
        sums[parent] += 9 / 16 * lack
        sums[parent + across] += 3 / 16 * lack
        sums[parent + down] += 3 / 16 * lack
        sums[parent + across + down] += 1 / 16 * lack
      }
    }
    coarse.foldFrame(of: &sums)
    return sums
  }

  /// Adds the coarser grid's values, interpolated bilinearly, to the free cells.
  func add(_ values: inout [Float], interpolating coarse: HarmonicGrid, _ coarseValues: [Float]) {
    var coarseValues = coarseValues
    coarse.fillFrame(of: &coarseValues)
    values.withUnsafeMutableBufferPointer { values in
      coarseValues.withUnsafeBufferPointer { coarseValues in
        for (cell, link) in zip(cells, parents) {
          let (parent, across, down) = coarse.corners(link)
          values[Int(cell)] +=
            9 / 16 * coarseValues[parent]
            + 3 / 16 * (coarseValues[parent + across] + coarseValues[parent + down])
            + 1 / 16 * coarseValues[parent + across + down]
        }
      }
    }
  }

  /// The sum of products over the free cells.
  func product(_ a: [Float], _ b: [Float]) -> Double {
    cells.reduce(0) { $0 + Double(a[Int($1)]) * Double(b[Int($1)]) }
  }

  /// `target = scale · target + factor · plane` in the free cells; returns the largest magnitude of
  /// `factor · plane`.
  @discardableResult
  func combine(
    _ target: inout [Float], scaledBy scale: Float = 1, adding plane: [Float], times factor: Float
  ) -> Float {
    var largest: Float = 0
    target.withUnsafeMutableBufferPointer { target in
      plane.withUnsafeBufferPointer { plane in
        for cell in cells {
          let part = factor * plane[Int(cell)]
          largest = max(largest, abs(part))
          target[Int(cell)] = scale * target[Int(cell)] + part
        }
      }
    }
    return largest
  }

  /// A coarser cell from its link, and the steps to its neighbours on the finer cell's side.
  @inline(__always)
  private func corners(_ link: Int32) -> (parent: Int, across: Int, down: Int) {
    (Int(link >> 2), link & 1 == 0 ? -1 : 1, link & 2 == 0 ? -stride : stride)
  }
}
