"""Train the English pipeline that graphkit ships from treebank files: `python -m training.train DATA OUT`."""
