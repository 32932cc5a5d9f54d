"""PyTorch on the workload of the training bench: the same network, batches and optimiser.

Features and labels are random, as the bench's are. The number of threads is the one of all that the
process may use that trains fastest, tried before the first turn.
"""

import os
import time

import turns

torch = turns.package("torch")


def network(widths, input_dropout, hidden_dropout):
    layers = [torch.nn.Dropout(input_dropout)]
    for below, above in zip(widths[:-2], widths[1:-1]):
        layers += [torch.nn.Linear(below, above), torch.nn.ReLU(), torch.nn.Dropout(hidden_dropout)]
    return torch.nn.Sequential(*layers, torch.nn.Linear(*widths[-2:]))


class Trainer:
    def __init__(self, options):
        torch.manual_seed(1)
        self.batch = options.batch_size
        self.autocast = options.precision == "bfloat16"
        self.model = network(turns.widths(options), options.input_dropout, options.hidden_dropout)
        self.loss = torch.nn.CrossEntropyLoss()
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.01, momentum=0.9)
        self.features = torch.rand(options.rows, options.inputs)
        self.labels = torch.randint(options.classes, (options.rows,))

    def samples_per_second(self, steps=None):
        order = torch.randperm(len(self.features))
        batches = order[: len(order) // self.batch * self.batch].split(self.batch)[:steps]
        began = time.perf_counter()
        for rows in batches:
            self.step(self.features[rows], self.labels[rows])
        return len(batches) * self.batch / (time.perf_counter() - began)

    def step(self, features, labels):
        self.optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.autocast):
            loss = self.loss(self.model(features), labels)
        loss.backward()
        self.optimizer.step()

    def choose_threads(self, most, steps=20):
        speeds = {}
        for threads in range(1, most + 1):
            torch.set_num_threads(threads)
            self.samples_per_second(steps)
            speeds[threads] = self.samples_per_second(steps)
        best = max(speeds, key=speeds.get)
        torch.set_num_threads(best)
        return best


def main():
    parser = turns.options(__doc__)
    parser.add_argument("--batch-size", type=int, required=True)
    parser.add_argument("--input-dropout", type=float, required=True)
    parser.add_argument("--hidden-dropout", type=float, required=True)
    parser.add_argument("--precision", choices=["float32", "bfloat16"], required=True)
    options = parser.parse_args()
    trainer = Trainer(options)
    threads = trainer.choose_threads(len(os.sched_getaffinity(0)))
    name = f"PyTorch {torch.__version__}, {options.precision}, {threads} threads"
    turns.serve(name, trainer.samples_per_second)


main()
