print("batchrun")
