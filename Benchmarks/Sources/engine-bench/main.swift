// Runs the engine for the comparison with its peers: reads a request in JSON from each line of
// standard input and answers it by a line on standard output, until the input ends.

import Foundation
import LungAttention

var engine = Engine()
while let line = readLine() {
  var reply: Reply
  do {
    let request = try JSONDecoder().decode(Request.self, from: Data(line.utf8))
    reply = try engine.answer(request)
  } catch {
    reply = Reply(error: "\(error)")
  }
  print(String(decoding: try JSONEncoder().encode(reply), as: UTF8.self))
  fflush(nil)
}
