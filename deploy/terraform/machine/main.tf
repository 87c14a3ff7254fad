# Which machine has which GPU. No provider is needed here, so that `terraform test` runs anywhere.
variable "gpu" {
  type = string
  validation {
    condition     = contains(["T4", "P100", "V100", "A100", "L4"], var.gpu)
    error_message = "gpu must be T4, P100, V100, A100 or L4."
  }
}

locals {
  # N1 machines get a GPU added; A2 and G2 machines have theirs built in, and no accelerator is named.
  machines = {
    T4   = { type = "n1-standard-4", accelerator = "nvidia-tesla-t4" }
    P100 = { type = "n1-standard-8", accelerator = "nvidia-tesla-p100" }
    V100 = { type = "n1-standard-8", accelerator = "nvidia-tesla-v100" }
    A100 = { type = "a2-highgpu-1g", accelerator = "" }
    L4   = { type = "g2-standard-4", accelerator = "" }
  }
}

output "type" {
  value = local.machines[var.gpu].type
}

output "accelerators" {
  description = "None where the machine has it built in"
  value       = compact([local.machines[var.gpu].accelerator])
}
