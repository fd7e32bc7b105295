"""What happens to a CV, one module for each step. A step touches `Services` and nothing else."""
