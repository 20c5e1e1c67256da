"""The engine of many machines: the same kernels inside the tasks of Apache Spark."""
