"""ONNX Runtime on the workload of the scoring bench: dense layers, ReLU, softmax, in batches."""

import time

import turns

numpy = turns.package("numpy")
onnx = turns.package("onnx")
onnxruntime = turns.package("onnxruntime")
helper = onnx.helper

BATCH = 1024


def model(widths):
    random = numpy.random.default_rng(1)
    nodes, weights, below = [], [], "features"
    for layer, shape in enumerate(zip(widths[:-1], widths[1:])):
        kernel = (random.standard_normal(shape) / shape[0] ** 0.5).astype(numpy.float32)
        bias = numpy.zeros(shape[1], numpy.float32)
        weights += [
            onnx.numpy_helper.from_array(kernel, f"w{layer}"),
            onnx.numpy_helper.from_array(bias, f"b{layer}"),
        ]
        nodes.append(helper.make_node("Gemm", [below, f"w{layer}", f"b{layer}"], [f"z{layer}"]))
        last = layer == len(widths) - 2
        below = "probabilities" if last else f"a{layer}"
        nodes.append(helper.make_node("Softmax" if last else "Relu", [f"z{layer}"], [below]))
    values = [
        helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["rows", width])
        for name, width in (("features", widths[0]), ("probabilities", widths[-1]))
    ]
    graph = helper.make_graph(nodes, "network", values[:1], values[1:], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def main():
    parser = turns.options(__doc__)
    parser.add_argument("--threads", type=int, required=True)
    options = parser.parse_args()
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    session = onnxruntime.InferenceSession(
        model(turns.widths(options)).SerializeToString(), settings, providers=["CPUExecutionProvider"]
    )
    batch = numpy.random.default_rng(2).random((BATCH, options.inputs), numpy.float32)
    batches = max(1, options.rows // BATCH)

    def samples_per_second():
        began = time.perf_counter()
        for _ in range(batches):
            session.run(None, {"features": batch})
        return batches * BATCH / (time.perf_counter() - began)

    turns.serve(f"ONNX Runtime {onnxruntime.__version__}, {options.threads} thread", samples_per_second)


main()
