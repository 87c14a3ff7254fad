variable "project" {
  description = "Id of the Google Cloud project"
  type        = string
}

variable "billing_account" {
  description = "Id of the billing account the budget watches: gcloud billing accounts list"
  type        = string
}

variable "zone" {
  description = "Where the instance is; not every zone has every GPU: gcloud compute accelerator-types list"
  type        = string
  default     = "europe-west4-b"
}

variable "gpu" {
  description = "T4, P100, V100, A100 or L4"
  type        = string
  default     = "T4"
}

variable "spot" {
  description = "A spot instance costs a fraction and may be taken away: its runs are checkpointed and go on at the next start"
  type        = bool
  default     = true
}

variable "max_run_hours" {
  description = "After so many hours the instance is stopped, whatever it does; counted anew from each start"
  type        = number
  default     = 12
  validation {
    condition     = var.max_run_hours >= 1 && var.max_run_hours <= 168
    error_message = "max_run_hours must be 1 to 168."
  }
}

variable "idle_shutdown" {
  description = "After so long without a run and a client the instance stops itself, for example 30m"
  type        = string
  default     = "30m"
  validation {
    condition     = can(regex("^[0-9]+[smh]$", var.idle_shutdown))
    error_message = "idle_shutdown must be a time such as 30m or 2h."
  }
}

variable "price_per_hour" {
  description = "What the instance costs an hour, in the budget's currency, for gradlab's own accounts; 0: unknown"
  type        = number
  default     = 0
}

variable "monthly_budget" {
  description = "The billing account's admins get mail at 50, 80 and 100 % of it; the currency is the billing account's"
  type        = number
  default     = 50
}

variable "state_disk_gb" {
  description = "Disk for runs, checkpoints, data and unpacked CUDA libraries; outlives the instance"
  type        = number
  default     = 50
}

variable "package" {
  description = "gradlab's Debian package: deploy/deb/build cuda-11.6"
  type        = string
  default     = "../target/gradlab-cuda-11.6_0.1.0_amd64.deb"
}

variable "users" {
  description = "Who may come in by SSH, beside the project's owners, such as user:ada@example.com"
  type        = list(string)
  default     = []
}
