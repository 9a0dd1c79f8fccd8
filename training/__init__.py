"""From treebank files to the English pipeline that graphkit ships: `python -m training.train DATA OUT`."""
