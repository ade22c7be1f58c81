"""What `from dragoman import …` gives: `Reader`, `Record`, and what they take and give. The command line may use nothing that Python cannot."""
