// Tests that measure run one by one; so must those that only compare, since all contestants leave their models in one place.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
